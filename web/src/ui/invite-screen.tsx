import { useState } from 'preact/hooks';
import type { BoardView } from '../../../src/features/boards/schemas.ts';
import type { InviteView } from '../../../src/features/links/schemas.ts';
import { Loading } from './loading.tsx';
import { ProfileForm } from './profile-form.tsx';
import { hashOf } from './route.ts';
import type { Services } from './services.ts';
import { Sheet } from './sheet.tsx';

const MAY: Record<InviteView['role'], string> = {
  owner: 'an owner: you may change everything, and everybody’s place on the board',
  editor: 'an editor: you may read, write and react',
  viewer: 'a viewer: you may read',
};

type Props = { services: Services; token: string };

const Invitation = ({ services, token, invite }: Props & { invite: InviteView }) => {
  const [problem, setProblem] = useState('');
  const accept = async () => {
    try {
      const { id } = await services.call<BoardView>('POST', `/invites/${token}/accept`);
      location.replace(hashOf({ name: 'board', boardId: id }));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const { title, description, role, invitedBy, yourRole } = invite;
  return (
    <Sheet title={`You are invited to “${title}”`}>
      {description && <p>{description}</p>}
      <p>
        {invitedBy ? `${invitedBy.displayName} (${invitedBy.username}) invites you` : 'Somebody invites you'} as{' '}
        {MAY[role]}.
      </p>
      {yourRole && <p>You are a member already, as {MAY[yourRole]}. That stays as it is.</p>}
      {services.profile === null && (
        <>
          <p>Others see your name. Choose one now, or when you write your first note.</p>
          <ProfileForm services={services} label="Save name" />
        </>
      )}
      <p class="row">
        <button type="button" class="primary" onClick={accept}>
          {yourRole ? 'Open the board' : 'Join the board'}
        </button>
        <a href={hashOf({ name: 'boards' })}>Not now</a>
      </p>
      {problem && <p role="alert">{problem}</p>}
    </Sheet>
  );
};

/** Shows an invite. It changes nothing until the person accepts. */
export const InviteScreen = ({ services, token }: Props) => (
  <Loading load={() => services.call<InviteView>('GET', `/invites/${token}`)}>
    {(invite) => <Invitation services={services} token={token} invite={invite} />}
  </Loading>
);
