import { useEffect, useState } from 'preact/hooks';
import { Loading } from './loading.tsx';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';

/**
 * Browsers offer no hash function to pages that are not secure, and PKCE needs one:
 * https://www.w3.org/TR/secure-contexts/
 */
const NotSecure = () => (
  <p>
    You cannot sign in on this page: browsers allow that only on secure pages, and {location.origin} is not secure. Open
    it at an https address or, on the machine that serves it, at http://localhost.
  </p>
);

/** Goes to the issuer's page, or shows an error. */
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

/** Whether people can sign in here; false until it is known. */
export const useCanSignIn = ({ signIn }: Services): boolean => {
  const [can, setCan] = useState(false);
  useEffect(() => {
    signIn.isPossible().then(setCan, () => setCan(false));
  }, [signIn]);
  return can;
};

/** Asks the person to sign in. Only the server's answer tells whether that is possible. */
export const SignInScreen = ({ services }: { services: Services }) => (
  <Loading load={() => services.signIn.isPossible()}>
    {(isPossible) =>
      isPossible ? (
        <Sheet title="Sign in">
          <p>Boards belong to people. Sign in to see yours.</p>
          <SignInButton services={services} />
        </Sheet>
      ) : (
        <Sheet title="Nobody can sign in here">This deployment has no sign-in.</Sheet>
      )
    }
  </Loading>
);
