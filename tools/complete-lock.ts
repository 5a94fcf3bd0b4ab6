// npx node tools/complete-lock.ts, after a change of dependencies: enters the optional packages of
// other platforms that the registry did not offer into package-lock.json. npm leaves them out without
// a word, and `npm ci` then refuses the lock file. They are never fetched where they do not belong.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './clone.ts'

type Entry = {
  version?: string
  cpu?: string[]
  dev?: boolean
  libc?: string[]
  license?: string
  optional?: boolean
  optionalDependencies?: Record<string, string>
  os?: string[]
}
type Lock = { packages: Record<string, Entry> }

const PATH = join(ROOT, 'package-lock.json')
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony']
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

/** The lock file as it is. */
export function readLock(): Lock {
  return JSON.parse(readFileSync(PATH, 'utf8'))
}

/** The optional packages that the lock file speaks of and does not list, by the place they belong. */
export function missingFromLock({ packages }: Lock): Map<string, Entry> {
  const missing = new Map<string, Entry>()
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isListed(packages, path, name)) continue
      missing.set(`node_modules/${name}`, describe(name, version, entry))
    }
  }
  return missing
}

/** Looks where Node would: beside the package that asks, then in every folder above. */
function isListed(packages: Lock['packages'], from: string, name: string): boolean {
  const inside = from ? `${from}/node_modules/${name}` : `node_modules/${name}`
  if (packages[inside]) return true
  if (!from) return false
  const above = from.lastIndexOf('/node_modules/')
  return isListed(packages, above < 0 ? '' : from.slice(0, above), name)
}

/** Such packages carry their platform in their name: `@rolldown/binding-linux-arm64-musl`. */
function describe(name: string, version: string, { dev, license }: Entry): Entry {
  const words = name.split(/[-/]/)
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined
  return {
    version,
    cpu: CPU.filter((cpu) => words.includes(cpu)),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    license,
    optional: true,
    os: [...OS, 'sunos', 'win32'].filter((os) => words.includes(os)),
  }
}

if (process.argv[1] === import.meta.filename) {
  const lock = readLock()
  const missing = missingFromLock(lock)
  const [root, ...others] = Object.entries(lock.packages)
  const all = [...others, ...missing].sort(([one], [other]) => one.localeCompare(other, 'en'))
  lock.packages = Object.fromEntries(root ? [root, ...all] : all)
  writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`${missing.size} packages entered\n`)
}
