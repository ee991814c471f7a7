// Its name among the project's own, and what to bind.
const [name, params] = process.argv.slice(2)
const cloud = require(name)

cloud.init({ env: 'env-1' })
cloud.openapi.logistics
  .bindAccount(JSON.parse(params))
  .then(console.log, console.log)
  .then(() => process.exit())
