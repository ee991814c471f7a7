import { wxLogistics } from '../../scripts/wx-logistics'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun, wxLogistics as run } from '../helpers/npmRun'

/** What it makes is there already (helpers/globalSetup.ts). */
jest.mock('../../scripts/build')

const output = catchOutput()

describe('wx-logistics', () => {
  it('tells its commands with --help', async () => {
    const { code, out, err } = await npmRun('wx-logistics', ['--help']).ended

    expect({ code, err, commands: out.match(/^ {2}(start|exec|call) /gm) }).toEqual({
      code: 0,
      err: '',
      commands: ['  start ', '  exec ', '  call '],
    })
  })

  it.each(['start', 'exec'])('hands --help on to %s, which then calls itself so', async (name) => {
    expect({ code: await wxLogistics([name, '--help']), usage: output.out.split('\n')[0] }).toEqual({
      code: 0,
      usage: `Usage: wx-logistics ${name} [options]${name === 'exec' ? ' COMMAND [ARG ...]' : ''}`,
    })
  })

  it('ends as the command ends', async () => {
    const args = ['exec', '--port', '0', '--', 'node', '-e', 'process.exit(process.env.WX_API_BASE ? 7 : 0)']

    expect({ code: await wxLogistics(args), ...output }).toEqual({
      code: 7,
      out: '',
      err: expect.stringMatching(/^Requests that the local WeChat received: 0\./),
    })
  })

  it('says how the local WeChat is started, as it was itself called', async () => {
    const { code, err } = await run('call', ['getAllAccount', '--local'], {
      WX_API_BASE: 'http://127.0.0.1:1',
    }).ended

    expect({ code, hints: err.split('\n').slice(-3, -1) }).toEqual({
      code: 1,
      hints: [
        '  is the local WeChat running? start it with: wx-logistics start',
        '  本地模拟环境启动了吗？用 wx-logistics start 启动',
      ],
    })
  })

  it('names the nearest of its commands for one that there is not', async () => {
    const { code, out, err } = await run('strat').ended

    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: "error: unknown command 'strat'\n(Did you mean start?)\n",
    })
  })
})
