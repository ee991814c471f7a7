/**
 * Stands in for a part that leanSdk has left out of a bundle: whatever touches it throws.
 *
 * It may be required, also through TypeScript's __importDefault and __importStar, which look at `__esModule` only.
 *
 * @param part its name in the list
 */
export function leftOut(part: string): new () => object {
  const touched = (): never => {
    throw new Error(
      `${part} is left out of this bundle: to keep it, move it from leftOut to kept in scripts/build/leanSdk.ts and build again`,
    )
  }
  return new Proxy(class {}, {
    get: (_target, name) => (name === '__esModule' ? undefined : touched()),
    set: touched,
    has: touched,
    apply: touched,
    construct: touched,
  })
}
