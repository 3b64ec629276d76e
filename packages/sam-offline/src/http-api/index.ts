/** HTTP APIs: the entry `sam-offline/http-api`. */
export { commonLogTime } from '../gateway/event.ts';
export { claimTexts } from './jwt/claims.ts';
export { Gateway } from './server.ts';
export { Stage } from './stage.ts';
