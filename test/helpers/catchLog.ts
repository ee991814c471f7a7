/** Silences console.log in every test of a file. The list contains the lines of the current test. */
export function catchLog(): string[] {
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    jest.spyOn(console, 'log').mockImplementation((line: string) => {
      lines.push(line)
    })
  })
  return lines
}
