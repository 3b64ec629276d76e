import { refusalsOf } from '../../testing/refusal.ts';
import { project } from './local-project.ts';

export const { expectRefusal } = refusalsOf(project);
