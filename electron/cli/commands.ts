import { auditCommands } from './audit-arguments.ts';
import { backupCommands } from './backup-commands.ts';
import { benchPipeline } from './bench-pipeline.ts';
import { benchCommands } from './bench/commands.ts';
import { compare, identify, verify } from './check-commands.ts';
import { exactly, need, positive, type Command } from './command.ts';
import { doctor } from './doctor-command.ts';
import { addCommand, enrolCommand } from './enrol-arguments.ts';
import { keysCommands } from './keys-commands.ts';
import { modelsCommands } from './models-arguments.ts';
import { listPeople, removePerson } from './people-commands.ts';
import { privacyCommands } from './privacy-commands.ts';
import { rightsCommands } from './rights-commands.ts';
import { riskCommands } from './risk-arguments.ts';
import { trainCommands } from './train-arguments.ts';
import { usersCommands } from './users-commands.ts';
import { zoneCommands } from './zone-commands.ts';

const defaultRounds = '60';

/** All commands there are. */
export const commands: readonly Command[] = [
  {
    words: 'enrol',
    options: ['name', 'consent', 'id', 'keep-photos', 'distinct-from'],
    prepare: enrolCommand,
  },
  { words: 'identify', prepare: (_, rest) => identify(exactly(1, rest)[0]) },
  {
    words: 'verify',
    options: ['id'],
    prepare: (values, rest) => verify(need('id', values), exactly(1, rest)[0]),
  },
  { words: 'compare', prepare: (_, rest) => compare(...exactly(2, rest)) },
  { words: 'people list', prepare: (_, rest) => listPeople(...exactly(0, rest)) },
  { words: 'people add', options: ['keep-photos'], prepare: addCommand },
  { words: 'people remove', prepare: (_, rest) => removePerson(exactly(1, rest)[0]) },
  ...auditCommands,
  ...modelsCommands,
  { words: 'doctor', prepare: (_, rest) => doctor(...exactly(0, rest)) },
  {
    words: 'bench pipeline',
    options: ['rounds'],
    prepare: ({ rounds }, rest) =>
      benchPipeline(...exactly(0, rest), positive('rounds', rounds ?? defaultRounds)),
  },
  ...rightsCommands,
  ...privacyCommands,
  ...riskCommands,
  ...zoneCommands,
  ...usersCommands,
  ...backupCommands,
  ...keysCommands,
  ...trainCommands,
  ...benchCommands,
];
