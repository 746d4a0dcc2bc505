it('hands a string to an HTML sink', () => {
  try {
    document.body.innerHTML = '<b>bold</b>';
  } catch {
    // the policy throws as well; caught or not, the file fails
  }
});
