import { useEffect, useRef, useState } from 'preact/hooks';
import type { LinksPage, LinkView, NewLinkView } from '../../../src/features/links/schemas.ts';
import type { Call } from '../api/http.ts';
import { copyFrom } from './copy.ts';
import { Dialog } from './dialog.tsx';

type Choice = { label: string; path: 'links' | 'invites'; body: object };

const CHOICES: Choice[] = [
  { label: 'Link to read', path: 'links', body: { access: 'read' } },
  { label: 'Link to write', path: 'links', body: { access: 'write' } },
  { label: 'Invite an editor', path: 'invites', body: { role: 'editor' } },
  { label: 'Invite a viewer', path: 'invites', body: { role: 'viewer' } },
];

const nameOf = ({ kind, access, role, uses, expiresAt }: LinkView): string => {
  const until = expiresAt ? `, until ${new Date(expiresAt).toLocaleDateString('en', { dateStyle: 'medium' })}` : '';
  return kind === 'share' ? `Link to ${access}${until}` : `Invite for ${role}, ${uses} left${until}`;
};

const urlOf = ({ kind, token }: NewLinkView): string =>
  `${location.origin}/#/${kind === 'share' ? 'shared' : 'invites'}/${token}`;

/** A new link, which can be read only now. */
const Made = ({ link, said }: { link: NewLinkView; said(text: string): void }) => {
  const shown = useRef<HTMLInputElement>(null);
  const copy = async () => {
    if (shown.current) said(await copyFrom(shown.current));
  };
  return (
    <div class="made">
      <label>
        {nameOf(link)}. This is shown once:
        <input ref={shown} readOnly value={urlOf(link)} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" class="primary" onClick={copy}>
        Copy
      </button>
    </div>
  );
};

type Props = { call: Call; unique(): string; path: string; close(): void };

/** An owner's links and invites, to create and revoke. @param path the path of the board */
export const ShareDialog = ({ call, unique, path, close }: Props) => {
  const [links, setLinks] = useState<LinkView[]>([]);
  const [made, setMade] = useState<NewLinkView>();
  const [said, setSaid] = useState('');
  const attempt = (action: Promise<unknown>) => action.catch((error: Error) => setSaid(error.message));
  const load = () => attempt(call<LinksPage>('GET', `${path}/links?limit=100`).then((page) => setLinks(page.links)));
  useEffect(() => {
    load();
  }, [path]);
  const make = async ({ path: kind, body }: Choice) => {
    setMade(await call<NewLinkView>('POST', `${path}/${kind}`, { body, headers: { 'idempotency-key': unique() } }));
    setSaid('');
    await load();
  };
  const revoke = async ({ id }: LinkView) => {
    await call('DELETE', `${path}/links/${id}`);
    if (made?.id === id) setMade(undefined);
    await load();
  };
  return (
    <Dialog title="Share" close={close}>
      <p>Anyone with a link can open the board, without an account. An invite makes one person a member.</p>
      <div class="choices">
        {CHOICES.map((choice) => (
          <button key={choice.label} type="button" class="secondary" onClick={() => attempt(make(choice))}>
            {choice.label}
          </button>
        ))}
      </div>
      {made && <Made link={made} said={setSaid} />}
      <p role="status">{said}</p>
      <ul class="rows">
        {links.map((link) => (
          <li key={link.id} class="row">
            <span>{nameOf(link)}</span>
            <button type="button" class="text-button" onClick={() => attempt(revoke(link))}>
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
