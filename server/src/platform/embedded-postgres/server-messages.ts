const SENTENCES: [RegExp, (place: string) => string][] = [
  [
    /No space left on device|Disk quota exceeded/,
    (place) => `The disk that holds ${place} is full: free some space and start again.`,
  ],
  [
    /Read-only file system/,
    (place) =>
      `The disk that holds ${place} is read-only: set ALTYN_DATA to a folder that may be written.`,
  ],
  [
    /invalid locale|locale .* not|failed to restore old locale/i,
    (place) =>
      `PostgreSQL does not find the locale that ${place} needs: start again with LC_ALL=C in the environment.`,
  ],
  [
    /(could not (map|create|resize)|pre-existing) .*shared memory|Cannot allocate memory/,
    () =>
      'PostgreSQL does not get the shared memory that it needs: give the machine or container more memory (docker run --shm-size=256m) and start again.',
  ],
  [
    /Permission denied|has (wrong ownership|invalid permissions)/,
    (place) =>
      `PostgreSQL may not read or write ${place}: make its user the owner of that folder, with mode 0700.`,
  ],
  [
    /invalid (primary )?checkpoint|could not locate a valid checkpoint|control file|could not read file|pg_control/,
    (place) =>
      `The database in ${place} is damaged: bring the data folder back from a backup, or set ALTYN_DATA to a new folder.`,
  ],
]

/** Turns what PostgreSQL wrote when it failed into one sentence with the way out. */
export function sentenceFor(messages: string, place: string): string {
  const known = SENTENCES.find(([pattern]) => pattern.test(messages))
  if (known) return known[1](place)
  const last = messages
    .split('\n')
    .filter((line) => /FATAL|PANIC|error:/.test(line))
    .at(-1)
  const reason = last?.replace(/^.*?(FATAL|PANIC|error):\s*/, '') ?? 'it gave no reason'
  return `PostgreSQL could not start on ${place} (${reason}): mend that, with the help of postgres.log in the data folder, and start again.`
}

/** Whether the server failed only because its port was taken between choosing and using it. */
export function isPortTaken(messages: string): boolean {
  return /could not bind .*Address already in use|could not create any TCP\/IP sockets/.test(
    messages,
  )
}

/** Whether children of a killed server still hold on to the cluster: they end by themselves soon. */
export function isStillHeld(messages: string): boolean {
  return /pre-existing shared memory block .* is still in use/.test(messages)
}
