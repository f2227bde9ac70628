/** Where the usage is, for whoever got one command wrong. */
export const seeHelp = 'All commands: npm run -s threshold -- help';

export const usage = `Usage: npm run -s threshold -- COMMAND [--data DIR] [--json]

People
  enrol --name NAME --consent NOTE [--id ID] [--keep-photos] [--distinct-from ID] PHOTO…
                                       learn a person from one photo or more
  people list                          who is enrolled
  people add ID [--keep-photos] PHOTO… more photos of somebody who is enrolled
  people remove ID                     remove a person, their templates and kept photos

Checks
  identify PHOTO                       is this anyone we know?
  verify --id ID PHOTO                 is this the person they claim to be?
  compare A B                          are these two photos of one person?
  events list [--limit N]              what happened, newest first
  doctor                               is everything in order?

Risk
  risk show                            the risk that is set, and what it comes to
  risk set --mode verify|identify (--dial convenience|balanced|strict | --target RATE)
                                       set how often a stranger may be taken for somebody
  recognition                          the pack in use, its thresholds, who is like whom
  zone show                            where in the picture somebody is checked
  zone set LEFT TOP WIDTH HEIGHT       only there, in shares of the picture: 0.2 0 0.6 1
  zone clear                           anywhere

Models
  models list                          which packs there are
  models fetch NAME [--from DIR]       download a pack, or take its files from a folder
  models add DIR [--manifest FILE]     take in your own models, after running them
  models check NAME|DIR [--manifest FILE]
                                       what the models of a pack really are
  models measure NAME --images DIR     how a pack tells strangers apart: gives it thresholds
  models use NAME|DIR                  make a pack the one in use; kept photos are encoded anew
                                       (--pack NAME where a folder here is called so too)
  models comparator [NAME]             how encodings are compared, and which other ways there are

Training
  train encoder --data DIR --out DIR [--minutes 20 | --epochs E] [--resume]
        [--size 64|80|96|112|128 (default)]
        [--width 1] [--margin 0.3] [--mining semi-hard|batch-hard] [--seed S] [--workers N]
        [--pack NAME] [--station DIR]  learn an encoder from a folder with one folder of photos per
                                       person, as a pack; here --station is the data folder
  train head [--adopt] [--seed S]      fit the encodings in use to the people enrolled
  train logistic [--adopt] [--seed S]  fit how encodings are compared to the people enrolled
                                       both use what comes of it with --adopt, and only if it is better
  train logistic --images DIR [--pack NAME] [--seed S]
                                       the same from a folder of people, for models comparator
  train back                           use again what was in use before

Measuring, on a folder with one folder of photos per person
  bench accuracy --images DIR --pairs FILE [--templates N --probes N] [--out FILE.svg]
        [--comparator distance|logistic|chi2]
  bench identify --images DIR --gallery N [--targets RATE,RATE…]
  bench discard --images DIR --pairs FILE [--out FILE.svg]
                                       each also takes --pack NAME|DIR, --manifest FILE, --no-cache
  bench pipeline [--rounds N]          how long each stage takes
  bench train [--peer] [--size 64|80|96|112|128] [--rounds N]
                                       how fast an encoder learns; with --peer, beside PyTorch

  --data DIR   the data folder (default: your application data folder)
  --json       print exactly one JSON value on stdout; train prints JSON lines, the answer last

Exit codes: 0 done or match, 1 no match, 2 wrong usage, 3 input refused, 4 station error,
130 stopped before it was done.`;
