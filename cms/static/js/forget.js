// At log-out, nothing of what somebody wrote stays on this device.
export function start(forms) {
  for (const form of forms) {
    form.addEventListener("submit", () => {
      try {
        for (const key of Object.keys(localStorage).filter((name) => name.startsWith("folkmoot-draft:"))) localStorage.removeItem(key);
      } catch {
        // Nothing is kept there.
      }
    });
  }
}
