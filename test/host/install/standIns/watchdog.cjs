// Stands in for the native part by which an extension host ends with a hung server; here the server's whole
// process group is ended instead.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
