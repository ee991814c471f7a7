/**
 * Replaces a part that leanSdk has left out of a bundle: any use of it throws.
 *
 * It may be required, also through TypeScript's __importDefault and __importStar, which only read `__esModule`.
 *
 * @param part its name in the list
 */
export function leftOut(part: string): new () => object {
  const touched = (): never => {
    throw new Error(
      `${part} is left out of this bundle: to keep it, move it from leftOut to kept in scripts/development/build/leanSdk.ts and build again`,
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

/**
 * Replaces a module that the SDK requires at once and uses later, if at all: it is loaded when one of its names is read. It
 * looks like a module that TypeScript's __importDefault and __importStar leave unchanged.
 *
 * @param load requires the module
 */
export function deferred(load: () => object): object {
  return new Proxy(
    {},
    {
      get(_target, name) {
        if (name === '__esModule') return true
        return name === 'default' ? load() : Reflect.get(load(), name)
      },
    },
  )
}
