import { ridIn } from '../../../../cloudfunctions/openapi/errors/ridIn'

describe('ridIn', () => {
  it.each([
    { message: 'invalid args rid: 65a0c1f2-0b1c2d3e-4f506172', rid: '65a0c1f2-0b1c2d3e-4f506172' },
    { message: 'invalid args hint: [0Jq1tA0300r256]', rid: undefined },
    { message: 'grid: 1', rid: undefined },
    { message: '', rid: undefined },
  ])('finds the id of the request in "$message": $rid', ({ message, rid }) => {
    expect(ridIn(message)).toBe(rid)
  })
})
