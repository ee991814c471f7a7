/**
 * Stands in for a module that the SDK requires when it is loaded and uses later, if at all: loaded when one of its
 * names is read. It looks as TypeScript's __importDefault and __importStar would make it look, which leave it alone.
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
