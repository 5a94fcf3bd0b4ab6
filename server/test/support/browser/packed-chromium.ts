import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../../../.cache')
const UNPACKED = join(CACHE, 'chromium')

// The package unpacks into the folder for temporary files, libraries of an unasked system aside.
const UNPACK = `
  import { dirname, join } from 'node:path'
  import { fileURLToPath } from 'node:url'
  import chromium, { inflate } from '@sparticuz/chromium'
  await chromium.executablePath()
  const door = dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')))
  await inflate(join(door, '../bin/al2023.tar.br'))`

export type PackedChromium = { executablePath: string; env: Record<string, string> }

/** The Chromium that npm brought, unpacked at first need, with the libraries and fonts it lacks. */
export function packedChromium(): PackedChromium {
  if (!existsSync(UNPACKED)) unpack()
  const cache = join(CACHE, 'chromium-home')
  mkdirSync(cache, { recursive: true })
  return {
    executablePath: join(UNPACKED, 'chromium'),
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: cache,
      LD_LIBRARY_PATH: join(UNPACKED, 'al2023/lib'),
      FONTCONFIG_FILE: join(UNPACKED, 'fonts.conf'),
    },
  }
}

function unpack(): void {
  mkdirSync(CACHE, { recursive: true })
  const unfinished = mkdtempSync(`${UNPACKED}-`)
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', UNPACK], {
    cwd: import.meta.dirname,
    env: { TMPDIR: unfinished },
    encoding: 'utf8',
  })
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(
      `There is no /usr/bin/chromium and the packed one cannot be unpacked: install chromium.\n${stderr}`,
    )
  }
  writeFileSync(
    join(unfinished, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${UNPACKED}/fonts</dir><cachedir>${CACHE}/fonts</cachedir></fontconfig>\n`,
  )
  try {
    renameSync(unfinished, UNPACKED)
  } catch {
    // Another test has just unpacked the same.
    rmSync(unfinished, { recursive: true, force: true })
  }
}
