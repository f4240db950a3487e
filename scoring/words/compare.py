"""What is said where two sheets differ."""

DIFFERENCE = "{name}：{one} → {other}，{sign} {points} 分"
MORE, LESS = "多", "少"
