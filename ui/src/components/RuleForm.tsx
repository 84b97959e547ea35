export function RuleForm() {
  return null
}
