'use strict'

// What `require` finds on a Node that cannot require ES modules; from 20.19 and 22.12 on it finds the modules themselves.
throw new Error(
  "ragwall is made of ES modules, which this Node cannot `require`: use `await import('ragwall')`, or Node 20.19, 22.12 or newer",
)
