import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a small file so that after a crash it is there whole, with this content, or not at all. */
export function writeDurably(path: string, content: string, mode = 0o600): void {
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, content, { mode, flush: true })
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Makes the names in a folder survive a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
