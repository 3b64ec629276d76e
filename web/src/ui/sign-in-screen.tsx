import { useEffect, useState } from 'preact/hooks';
import { Loading } from './loading.tsx';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';

/** Browsers hash nothing for pages that are not secure, and PKCE needs a hash: https://www.w3.org/TR/secure-contexts/ */
const NotSecure = () => (
  <p>
    Nobody can sign in on this page: browsers allow that on secure pages only, and {location.origin} is none. Open it at
    an https address or, on the machine that serves it, at http://localhost.
  </p>
);

/** Leaves for the issuer's page; what is in the way is said. */
export const SignInButton = ({ services, label = 'Sign in' }: { services: Services; label?: string }) => {
  const [problem, setProblem] = useState(services.problem ?? '');
  const start = () => services.signIn.start(location.hash).catch((error: Error) => setProblem(error.message));
  if (!isSecureContext) return <NotSecure />;
  return (
    <>
      <button type="button" class="primary" onClick={start}>
        {label}
      </button>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
};

/** Whether people can sign in here, once that is known. */
export const useCanSignIn = ({ signIn }: Services): boolean => {
  const [can, setCan] = useState(false);
  useEffect(() => {
    signIn.isPossible().then(setCan, () => setCan(false));
  }, [signIn]);
  return can;
};

/** For what belongs to people. Whether anybody can sign in is known only when the server has said so. */
export const SignInScreen = ({ services }: { services: Services }) => (
  <Loading load={() => services.signIn.isPossible()}>
    {(isPossible) =>
      isPossible ? (
        <Sheet title="Sign in">
          <p>Boards belong to people. Sign in to see yours.</p>
          <SignInButton services={services} />
        </Sheet>
      ) : (
        <Sheet title="Nobody can sign in here">This deployment has no page to sign in on.</Sheet>
      )
    }
  </Loading>
);
