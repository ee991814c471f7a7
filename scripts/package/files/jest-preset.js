// It sets no testEnvironment, so that projects can choose their own.
exports.setupFiles = [require.resolve('./jest/setupFiles.js')]
exports.setupFilesAfterEnv = [require.resolve('./jest/setupFilesAfterEnv.js')]
