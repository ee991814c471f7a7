// Jest replaces <rootDir> here, but not where the setup files could read it. They look for the first of these files that exists.
const names = ['package.json', ...['js', 'cjs', 'mjs', 'ts', 'cts', 'mts', 'json'].map((it) => `jest.config.${it}`)]
exports.moduleNameMapper = { '^wx-logistics/rootDir$': names.map((it) => `<rootDir>/${it}`) }
// It sets no testEnvironment, so that projects can choose their own.
exports.setupFiles = [require.resolve('./jest/setupFiles.js')]
exports.setupFilesAfterEnv = [require.resolve('./jest/setupFilesAfterEnv.js')]
