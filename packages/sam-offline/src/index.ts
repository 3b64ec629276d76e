export { type BuildOccasion, defineConfig, type LocalValues, type SamOfflineConfig } from './project/config.ts';
export { type App, type StartOptions, start } from './start.ts';
