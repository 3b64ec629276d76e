import { defineConfig } from 'sam-offline';

export default defineConfig({
  name: 'Hello',
  parameters: ({ webSocketEndpoint }) => ({ WebSocketEndpoint: webSocketEndpoint }),
  exampleBody: { name: 'Ada' },
});
