/** The import ladder: no arrow runs back up. `docs/architecture.md` draws it. */
const only = (room, allowed, comment) => ({
  name: `${room}-ladder`, severity: 'error', comment,
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [`^src/${room}/`, ...allowed] },
})
// `fit` is pure: what a channel's capabilities make of a message is part of its contract.
const CONTRACTS = ['^src/channels/channel\\.ts$', '^src/channels/fit\\.ts$', '^src/understanding/port\\.ts$', '^src/store/store\\.ts$', '^src/services/service\\.ts$']

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'Two files that need each other are one, or want a third.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'core-is-pure', severity: 'error', comment: 'core imports nothing but itself', from: { path: '^src/core/' }, to: { pathNot: '^src/core/' } },
    only('content', ['^src/core/'], 'content imports core'),
    only('channels', ['^src/core/'], 'channels import core'),
    only('store', ['^src/core/'], 'store imports core'),
    only('sources', ['^src/core/', '^src/store/store\\.ts$'], 'sources import core and the contract of the store'),
    only('understanding', ['^src/core/'], 'understanding imports core'),
    only('services', ['^src/core/'], 'services import core'),
    only('switchboard', ['^src/core/', ...CONTRACTS], 'switchboard imports core and contracts, no implementation'),
    only('web', ['^src/core/', '^src/switchboard/', ...CONTRACTS], 'web imports switchboard and contracts, never a channel or a database'),
    only('auth', ['^src/web/ports\\.ts$'], 'auth fills a contract of web'),
    only('ui', ['^src/web/contract/'], 'browser code knows the HTTP contract only'),
    { name: 'telegraf-stays-in-its-folder', severity: 'error', comment: 'Provider types never leave their channel.', from: { path: '^src/', pathNot: '^src/channels/telegram/' }, to: { path: 'node_modules/(telegraf|@telegraf)/' } },
    { name: 'drivers-stay-below', severity: 'error', comment: 'Only the store, sign-in and the terminal know a database by name.', from: { path: '^src/', pathNot: '^src/(store|auth|cli)/' }, to: { path: 'node_modules/(pg|better-sqlite3|kysely)/' } },
    { name: 'orphans', severity: 'error', comment: 'A file that nothing reaches.', from: { orphan: true, pathNot: ['\\.d\\.ts$', '^src/(main|cli/.*)\\.ts$'] }, to: {} },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' }, exclude: { path: 'node_modules|^dist' }, enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.css', '.json'] } },
}
