declare global {
  /** Set by test/sdks/jest.config.cjs. */
  var OLDER_SDKS: true | undefined
}

/**
 * Selects the versions of wx-server-sdk to test: the current one in `npm test`, the older ones in `npm run test:sdks`,
 * which installs them.
 *
 * @param name name of the package in node_modules, `wx-server-sdk` or `wx-server-sdk-2.6`
 */
export const isTestedSdk = (name: string): boolean => (name !== 'wx-server-sdk') === (globalThis.OLDER_SDKS ?? false)
