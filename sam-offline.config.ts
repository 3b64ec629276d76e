import { defineConfig } from 'sam-offline';
import manifest from './package.json' with { type: 'json' };

/** What the local runner is told of this project: `npm start` and its sister commands read it. */
export default defineConfig({
  name: 'Whiteboard',
  version: manifest.version,
  npmScripts: true,
  dataFolder: '.whiteboard',
  databaseFile: 'whiteboard.db',
  exampleBody: { author: 'Ada', text: 'Hello, board' },
  parameters: ({ databaseUrl, issuer, audience, webSocketEndpoint }) => ({
    DynamoDbEndpoint: databaseUrl,
    JwtIssuer: issuer,
    JwtAudience: audience,
    // Mails land in the outbox, whoever they are to.
    OwnerEmail: 'owner@example.com',
    SenderEmail: 'whiteboard@example.com',
    WebSocketEndpoint: webSocketEndpoint,
  }),
  watch: ['src', 'web'],
  build: async (occasion) => (await import('./tools/rebuild.ts')).rebuild(occasion),
});
