import { refusalsOf } from 'sam-offline/testing/refusal';
import { project } from './local-project.ts';

export const { refusalOf } = refusalsOf(project);
