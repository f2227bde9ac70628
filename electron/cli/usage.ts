/** Where the usage is, for whoever got one command wrong. */
export const seeHelp = 'All commands: npm run -s threshold -- help';

export const usage = `Usage: npm run -s threshold -- COMMAND [--data DIR] [--json]

People
  enrol --name NAME --consent NOTE [--id ID] [--keep-photos] [--distinct-from ID] PHOTO…
                                       learn a person from one photo or more
  people list                          who is enrolled
  people add ID [--keep-photos] PHOTO… more photos of somebody who is enrolled
  people remove ID                     remove a person, their templates and kept photos
  people export ID --out FILE          all that is kept of a person, in one sealed page for a browser
  people withdraw ID                   erase a person's face; they may still come in with a PIN
  people consent ID --consent NOTE     a new consent, to the text in force
  people pin ID [--clear]              the PIN of a person, from stdin or typed
  people end ID DAY|never              from when on a person is to be forgotten, like 2026-12-31

Privacy
  privacy show                         how data is kept, looked up now
  privacy set [--templates DAYS] [--photos DAYS] [--events DAYS]
                                       how long: days, or never to erase it
  privacy run [--trust-clock]          erase what is past its time; --trust-clock where the clock
                                       jumped and is right
  privacy record --out FILE            the record of processing (Art. 30 GDPR), drafted
  privacy assessment --out FILE        the impact assessment (Art. 35 GDPR), drafted; both take
                                       [--format markdown|html] [--language en|de]

Checks
  identify PHOTO                       is this anyone we know?
  verify --id ID PHOTO                 is this the person they claim to be?
  compare A B                          are these two photos of one person?
  doctor                               is everything in order?

Users: who may work in the window
  users list                           who there is
  users add NAME --role administrator|enroller|receptionist|auditor
  users password NAME                  both take --password-file FILE; else it is typed
  users role NAME ROLE
  users disable NAME                   they cannot sign in until they are enabled again
  users enable NAME
  users remove NAME

Keys: what opens the station
  keys show                            how the station key is protected
  keys rotate                          a new station key; everything is wrapped anew
  keys protect --with keychain|passphrase|file
                                       passphrase takes --new-passphrase-file FILE
  keys recovery                        a new recovery key, printed this once
  keys kept [--recovery-key-file FILE] the recovery key is written down: takes it from FILE, from
                                       stdin or typed, and says whether it is the right one
  keys adopt FILE [--recovery-key-file FILE]
                                       put a copy of the keys where they are missing or damaged

Log
  events list [--limit N] [--query WORDS] [--kind KIND…] [--from TIME] [--to TIME]
                                       what happened, newest first; TIME is 2026-11-25 or
                                       2026-11-25T08:30, UTC
  audit verify [--expect FILE]         is every row as it was written? FILE is a head kept elsewhere
  audit head                           a signed head of the log, for keeping elsewhere
  audit export --out FILE [--format jsonl|csv] [--from TIME] [--to TIME]
                                       rows with a signature beside them: FILE.sig
  audit check FILE FILE.sig            is an export as it was signed?

Backups
  backup FILE                          all that is kept, sealed; the keys go beside it
  restore FILE [--keys FILE] [--recovery-key-file FILE]
                                       put it in the place of the database; on a new computer with
                                       the copy of the keys and the passphrase or the recovery key,
                                       also in THRESHOLD_RECOVERY_KEY

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
  --passphrase-file FILE
               the passphrase (or recovery key) of the station, where its keys need one; else
               THRESHOLD_PASSPHRASE
  --json       print exactly one JSON value on stdout; train prints JSON lines, the answer last

Exit codes: 0 done or match, 1 no match, 2 wrong usage, 3 input refused, 4 station error,
130 stopped before it was done.`;
