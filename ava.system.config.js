/** Tests that need programs which npm does not bring: `npm run test:system`. */
export default { files: ['build/test/system/**/*.test.js'], timeout: '10m' };
