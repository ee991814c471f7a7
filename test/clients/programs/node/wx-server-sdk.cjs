// Arguments: the path of the SDK and the parameters of bindAccount.
const [path, params] = process.argv.slice(2)
const cloud = require(path)

cloud.init({ env: 'env-1' })
cloud.openapi.logistics
  .bindAccount(JSON.parse(params))
  .then(console.log, console.log)
  .then(() => process.exit())
