import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../session/store.ts';

/** A store's value; the component is rendered again when it changes. */
export const useStore = <T>(store: Store<T>): T => {
  const [value, setValue] = useState(store.get());
  useEffect(() => {
    const read = () => setValue(store.get());
    read();
    return store.subscribe(read);
  }, [store]);
  return value;
};
