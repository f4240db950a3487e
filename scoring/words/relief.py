"""What is said about an item or task that need not be judged, or has a later day."""

EXEMPT = "“{what}”属客观原因，经考核办决定免予考核（{document}）：{reason}"
EXTENDED = "“{what}”经考核办同意延期到 {until}（{document}）：{reason}"
