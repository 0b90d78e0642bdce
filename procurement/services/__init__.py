"""What people do in Kravspor: one function per act; services flush and never commit."""
