import type { PlannedStep } from '../model/step.js';
import { known } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { fieldsOf } from './fields.js';

/** Flags that make a runner tell about itself instead. */
const INFORMS = /^(--version|--help|-v|-h|--list|-l)$/;

/**
 * `just image`, `task image`: what these run stands in files of their own formats that are not read, so it may be anything. Of the 3,216 CI
 * files of nine systems that were looked at one calls `just` and nine call `task`, none of them to build an image.
 */
export const taskRunner: CommandReader = {
  read(command, context): readonly PlannedStep[] | undefined {
    const [program = '', ...rest] = command.words.map(word => known(word) ?? '');
    const name = program.slice(program.lastIndexOf('/') + 1);
    if (rest.some(word => INFORMS.test(word))) return undefined;
    const what = [name, ...rest.filter(word => word !== '' && !word.startsWith('-'))].slice(0, 3).join(' ');
    context.unread({ at: command.span, why: `what ${what} runs is not read`, kind: 'unsupported' });
    return [{ kind: 'opaque', ...fieldsOf(command), what }];
  },
};
