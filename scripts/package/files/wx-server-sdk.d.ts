// A module, so that it can also be imported as a type. cloud.d.ts is not a module: only then it overrides the SDK's own types.
/// <reference path="./cloud.d.ts" />
export {}
