/**
 * Runs a command as the main module: in the folder in which npm was called, `INIT_CWD`, for npm itself goes to the folder
 * of package.json. https://docs.npmjs.com/cli/commands/npm-run
 *
 * @param command gets what stands after its name, and returns the exit code
 */
export function runMain(command: (args: readonly string[]) => Promise<number>): void {
  process.chdir(process.env.INIT_CWD ?? '.')
  command(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
