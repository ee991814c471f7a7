/** Keeps console.log quiet in every test of a file; the list holds the lines of the test that runs. */
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
