/** The floors of each house, lowest first: each may import the ones below it, and nothing beside or above it. */
const FLOORS = {
  scripts: ['emulator', 'commands', 'package', 'development'],
  'cloudfunctions/openapi': ['messages', 'names', 'codes', 'apis', 'errors', 'params', ['cloud', 'https']],
  'scripts/emulator': [
    'system',
    'database',
    'schemas',
    'state',
    'service',
    'redirect',
    'functions',
    'control',
    'routes',
    'console',
  ],
}

const rules = Object.entries(FLOORS).flatMap(([house, floors]) =>
  floors.flatMap((floor, at) =>
    [floor].flat().map((room) => {
      const allowed = [...floors.slice(0, at).flat(), room].join('|')
      return {
        name: `${house}/${room} imports only from below`,
        severity: 'error',
        from: { path: `^${house}/${room}/` },
        to: { path: `^${house}/`, pathNot: `^${house}/(${allowed})/` },
      }
    }),
  ),
)

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no circles of folders',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'a command imports no other command',
      severity: 'error',
      from: { path: '^scripts/commands/(\\w+)(\\.ts$|/)', pathNot: '^scripts/commands/wxLogistics' },
      to: { path: '^scripts/commands/', pathNot: '^scripts/commands/($1|terminal)(\\.ts$|/)' },
    },
    {
      name: 'only cloud/sdk.ts imports wx-server-sdk',
      severity: 'error',
      from: {
        path: '^(cloudfunctions|scripts)/',
        pathNot:
          '^cloudfunctions/openapi/cloud/sdk\\.ts$|^scripts/development/bench/programs/sample\\.ts$|^scripts/package/files/',
      },
      to: { path: '(^|/)wx-server-sdk' },
    },
    {
      name: 'cloudfunctions/ does not know scripts/ or test/',
      severity: 'error',
      from: { path: '^cloudfunctions/' },
      to: { path: '^(scripts|test)/' },
    },
    {
      name: 'a function imports its own API, not the registry',
      severity: 'error',
      from: {
        path: '^cloudfunctions/(?!openapi/)[^/]+/|^cloudfunctions/openapi/(errors|params|cloud)/',
        pathNot: '\\.d\\.ts$',
      },
      to: { path: '^cloudfunctions/openapi/apis/index\\.ts$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
}
