import { spawnSync } from 'node:child_process'
import { wxLogistics } from '../../../scripts/commands/wxLogistics'
import { catchOutput } from '../../helpers/catchOutput'
import { wxLogistics as run } from '../../helpers/npmRun'
import { WX_LOGISTICS } from '../../helpers/programs'

const output = catchOutput()

describe('wx-logistics', () => {
  it('lists its commands with --help', async () => {
    const { code, out, err } = await run('--help').ended

    expect({ code, err, commands: out.match(/^ {2}(start|exec|call) /gm) }).toEqual({
      code: 0,
      err: '',
      commands: ['  start ', '  exec ', '  call '],
    })
  })

  it.each([
    ['start', 'npm start -- [options]'],
    ['exec', 'npm run exec -- [options] COMMAND [ARG ...]'],
  ])('passes --help to %s', async (name, usage) => {
    expect({ code: await wxLogistics([name, '--help']), usage: output.out.split('\n')[0] }).toEqual({
      code: 0,
      usage: `Usage: ${usage}`,
    })
  })

  it('exits with the code of the command', async () => {
    const args = ['exec', '--port', '0', '--', 'node', '-e', 'process.exit(process.env.WX_API_BASE ? 7 : 0)']

    expect({ code: await wxLogistics(args), ...output }).toEqual({
      code: 7,
      out: '',
      err: expect.stringMatching(/^Requests that the local WeChat received: 0\./),
    })
  })

  it.each([
    [['exec', '--port', '0', 'node', '-e', '', '--lang', 'zh'], 'Requests that the local WeChat received: 0.'],
    [['exec', '--lang', 'zh', '--port', '0', 'node', '-e', '', '--lang', 'en'], '本地模拟环境收到的请求数：0。'],
  ])('takes the language of %j from its own options, not from those of the other command', async (args, first) => {
    await wxLogistics(args)

    expect(output.err.split('\n')[0]).toBe(first)
  })

  it('reports in Chinese that a command does not exist', async () => {
    const code = await wxLogistics(['exec', '--lang', 'zh', '--port', '0', 'nosuchcmd'])

    expect({ code, message: output.err.split('\n')[0] }).toEqual({ code: 127, message: '找不到命令 nosuchcmd' })
  })

  it('says how to start the local WeChat if none is running', async () => {
    const { code, err } = await run('call', ['getAllAccount', '--local'], {
      WX_API_BASE: 'http://127.0.0.1:1',
    }).ended

    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: No local WeChat is running (http://127.0.0.1:1). Name the port of another one with --port, or start one: npm start\n',
    })
  })

  it('says nothing if what reads its output stops reading', () => {
    const command = `for i in 1 2 3; do "${process.execPath}" "${WX_LOGISTICS}" call --help | true; done`

    expect(spawnSync('sh', ['-c', command], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('suggests the nearest command for an unknown one', async () => {
    const { code, out, err } = await run('strat').ended

    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: "error: there is no command 'strat', did you mean start?\n",
    })
  })
})
