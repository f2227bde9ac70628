import { exactly, type Command } from './command.ts';
import { chooseComparator } from './comparator-command.ts';
import {
  addModels,
  checkModels,
  fetchModels,
  listModels,
  useKnownModels,
  useModels,
} from './models-commands.ts';

/** Which packs there are, getting them, and which is in use. */
export const modelsCommands: readonly Command[] = [
  { words: 'models list', prepare: (_, rest) => listModels(...exactly(0, rest)) },
  {
    words: 'models fetch',
    options: ['from'],
    prepare: ({ from }, rest) => fetchModels(exactly(1, rest)[0], from),
  },
  {
    words: 'models add',
    options: ['manifest'],
    prepare: ({ manifest }, rest) => addModels(exactly(1, rest)[0], manifest),
  },
  {
    words: 'models use',
    options: ['pack'],
    prepare: ({ pack }, rest) =>
      pack === undefined
        ? useModels(exactly(1, rest)[0])
        : useKnownModels(...exactly(0, rest), pack),
  },
  { words: 'models comparator', prepare: (_, rest) => chooseComparator(rest) },
  {
    words: 'models check',
    options: ['manifest'],
    prepare: ({ manifest }, rest) => checkModels(exactly(1, rest)[0], manifest),
  },
];
