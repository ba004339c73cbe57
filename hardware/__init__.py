"""The box: what it is made of, and the code that draws and checks it."""
