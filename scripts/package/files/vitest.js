// Vitest cannot be required.
throw new Error('wx-logistics/vitest is for setupFiles in the configuration of vitest')
