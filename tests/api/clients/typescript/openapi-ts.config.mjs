// Imports as Node reads them, in a client that is compiled and run without a bundler.
export default {
    input: './openapi.json',
    output: { path: './client', importFileExtension: '.js' },
};
