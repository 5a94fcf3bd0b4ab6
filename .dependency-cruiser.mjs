/** The order of the house. A domain may import only from floors below its own. */
const floors = [
  ['settings', 'staff'],
  ['catalogue', 'subscribers'],
  ['accounts'],
  ['network', 'ledger'],
  ['usage'],
  ['rating'],
  ['charging', 'payments'],
  ['blocking'],
  ['access', 'documents', 'helpdesk'],
  ['integrations', 'reports'],
  ['portal'],
]
const domain = (names) => `^server/src/domains/(${names.join('|')})/`

const floorRules = floors.map((floor, level) => ({
  name: `floor-${level}-${floor.join('-')}`,
  comment: 'A domain may import only domains on lower floors; speak upwards with an event.',
  severity: 'error',
  from: { path: domain(floor) },
  to: { path: domain(floors.slice(level).flat()), pathNot: '^server/src/domains/$1/' },
}))

export default {
  forbidden: [
    ...floorRules,
    {
      name: 'through-the-door',
      comment:
        'Import another domain through its index.ts only; rules may use rules of lower floors.',
      severity: 'error',
      from: {
        path: '^server/src/domains/([^/]+)/',
        pathNot: '^server/src/domains/[^/]+/rules/',
      },
      to: {
        path: '^server/src/domains/',
        pathNot: ['^server/src/domains/$1/', '^server/src/domains/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'processes-use-the-door',
      severity: 'error',
      from: { path: '^server/src/processes/' },
      to: {
        path: '^server/src/domains/',
        pathNot: '/(index|[^/]+\\.(routes|jobs|events|radius|flows))\\.ts$',
      },
    },
    {
      name: 'not-through-own-door',
      severity: 'error',
      from: { path: '^server/src/domains/([^/]+)/' },
      to: { path: '^server/src/domains/$1/index\\.ts$' },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules/ is arithmetic on plain values: no database, no clock, no network.',
      severity: 'error',
      from: { path: '^server/src/domains/[^/]+/rules/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^server/src/domains/[^/]+/rules/', '^packages/money/'] },
    },
    {
      name: 'sql-lives-in-stores',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: ['\\.(store|report)\\.ts$', '^server/src/platform/', '^server/src/processes/'],
      },
      to: { path: ['^node_modules/(kysely|pg)/', '^server/src/platform/database\\.ts$'] },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(domains|processes)/' },
    },
    {
      name: 'nobody-imports-a-process',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/processes/' },
      to: { path: '^server/src/processes/' },
    },
    {
      name: 'packages-stand-alone',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(server|web)/' },
    },
    {
      name: 'web-and-server-meet-in-the-contract',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: ['^server/', '^packages/(radius|netflow)/'] },
    },
    {
      name: 'features-do-not-know-each-other',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/(features|admin|portal)/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'ui-knows-no-business',
      severity: 'error',
      from: { path: '^web/src/ui/' },
      to: {
        path: ['^web/src/(features|admin|portal)/', '^packages/contract/'],
        // Groups are the same whatever is grouped: their routes know no business word.
        pathNot: '^packages/contract/src/groups\\.ts$',
      },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts' },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
}
