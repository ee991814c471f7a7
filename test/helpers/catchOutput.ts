/** Silences console.log and console.error in every test of a file, and returns the output of the current test. */
export function catchOutput(): { out: string; err: string } {
  const output = { out: '', err: '' }
  beforeEach(() => {
    Object.assign(output, { out: '', err: '' })
    jest.spyOn(console, 'log').mockImplementation((line: string) => {
      output.out += `${line}\n`
    })
    jest.spyOn(console, 'error').mockImplementation((line: string) => {
      output.err += `${line}\n`
    })
  })
  return output
}
