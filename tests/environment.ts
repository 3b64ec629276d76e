import { TestEnvironment } from 'jest-environment-node';

// A worker with nothing left to do ends at once. Node would first take apart all that its heap holds: on a busy machine that
// takes longer than the half second after which jest speaks of leaks. What really is left open still shows, since it
// keeps the worker from coming here.
process.once('beforeExit', () => process.exit());

/**
 * The environment of a test file. jest runs each file in a sandbox with modules of its own; this module lies outside of
 * it, and stays for all files of a worker. So does what it gives to the sandbox (tests/support/outside.ts): packages, which
 * would be loaded and warmed up again for each file, and what takes long to prepare.
 */
export default class extends TestEnvironment {
  readonly #before = { ...process.env };

  override async setup(): Promise<void> {
    await super.setup();
    this.global.outside = (await import('./support/outside.ts')).shared;
    // Packages read this process's environment and clock: a test that sets them must reach the same ones.
    this.global.process.env = process.env;
    this.global.Date = Date;
  }

  override async teardown(): Promise<void> {
    for (const name of Object.keys(process.env)) if (!(name in this.#before)) delete process.env[name];
    Object.assign(process.env, this.#before);
    await super.teardown();
  }
}
