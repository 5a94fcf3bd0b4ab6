// npm run map: draws docs/map.md, who imports whom, from the sources as they are.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installed, ROOT } from './clone.ts'

const TARGET = join(ROOT, 'docs/map.md')
// One box for a domain, a process, a package, a feature of the web or a layer of it.
const COLLAPSE =
  '^(server/src/(domains|processes)/[^/]+|server/src/platform|packages/[^/]+|web/src/features/[^/]+|web/src/[^/]+)'

const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    installed('depcruise'),
    ...['--config', '.dependency-cruiser.mjs', '--output-type', 'mermaid'],
    ...['--collapse', COLLAPSE, '--exclude', '\\.test\\.tsx?$|/test/|/testing/|node_modules'],
    ...['--include-only', '^(server|packages|web)/'],
    ...['server/src', 'packages', 'web/src'],
  ],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
if (status !== 0) {
  process.stderr.write(`The map could not be drawn:\n${stderr || stdout}\n`)
  process.exit(1)
}
mkdirSync(dirname(TARGET), { recursive: true })
writeFileSync(
  TARGET,
  `# Who imports whom\n\nDrawn by \`npm run map\` from the sources. An arrow reads “imports”.\n\n\`\`\`mermaid\n${stdout.trim()}\n\`\`\`\n`,
)
process.stdout.write('docs/map.md is drawn\n')
