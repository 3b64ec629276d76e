/** WebSocket APIs: the entry `sam-offline/websocket-api`. */
export { WebSocketGateway } from './gateway.ts';
export { webSocketStage } from './stage.ts';
