/**
 * Aborted when this process is told to end: by SIGTERM, by Ctrl+C, or by the death of whoever
 * started it with an IPC channel, so that the next start finds everything free.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort())
  process.on('disconnect', () => stop.abort())
  return stop.signal
}
