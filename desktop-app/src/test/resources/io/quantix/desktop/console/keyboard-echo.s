# Sends R on the first serial port, then every byte that the keyboard controller gives.
# as --32 keyboard-echo.s -o echo.o && ld -m elf_i386 --oformat binary -Ttext 0x7c00 echo.o -o echo
    .code16
    .globl _start
_start:
    cli
    xorw %ax, %ax
    movw %ax, %ds
    movw %ax, %ss
    movw $0x7c00, %sp
    movw $key, 0x24             # interrupt 9
    movw $0, 0x26
    movb $0xfd, %al             # the keyboard alone may interrupt
    outb %al, $0x21
    movb $0xff, %al
    outb %al, $0xa1
    movb $'R', %al
    call send
    sti
wait:
    hlt
    jmp wait
key:
    inb $0x60, %al
    call send
    movb $0x20, %al
    outb %al, $0x20
    iretw
send:
    movb %al, %bl
    movw $0x3fd, %dx
busy:
    inb %dx, %al
    testb $0x20, %al
    jz busy
    movb %bl, %al
    movw $0x3f8, %dx
    outb %al, %dx
    ret
