/*
 * In the bundles this stands for the packages with which cosmiconfig would read JavaScript, TypeScript, and YAML and JSON in its own way.
 * The command gives it loaders of its own, so none of them is ever asked for; and what is not there cannot run a checkout's code.
 */
throw new Error('dbc-lint reads configuration with its own parsers only.');
